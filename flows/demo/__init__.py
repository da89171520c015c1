"""The demo: a month of mail from a script, played to the real system under a simulated clock."""
