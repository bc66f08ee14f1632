"""What comes out: ledgers, briefing, report, exports."""
