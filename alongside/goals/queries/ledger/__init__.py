"""What the pages of the influence ledger, of hours, of pulses and of team plans show."""
