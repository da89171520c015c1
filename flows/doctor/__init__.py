"""`gongjian doctor`: everything a campaign needs, looked at before it is needed; check C0-1 shares the parts."""
