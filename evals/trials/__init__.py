"""What the trials of safety share: sets of strangers' data, judgement, and who watches meanwhile."""
