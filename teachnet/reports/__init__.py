"""What offices report each month: figures for any scope one may see, as page, as Excel, on paper, and frozen."""
