"""What the site has beside the pages that are written by hand: reference pages made of the code, and files from elsewhere."""
