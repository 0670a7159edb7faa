"""Where the people of a class sleep: rooms given by the host, their own for each learner, and the list for the desk."""
