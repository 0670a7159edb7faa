"""From bytes to sheets of cells. Runs in a child process; nothing here knows Flask, the database or a person."""
