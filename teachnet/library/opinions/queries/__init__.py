"""What is seen of what readers say: each of these starts from the resources the reader may see."""
