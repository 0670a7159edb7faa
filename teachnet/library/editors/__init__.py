"""The desk of the editors: how long the queue takes, what is missing, what is there twice, what is broken."""
