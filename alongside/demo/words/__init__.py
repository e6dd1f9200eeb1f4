"""What the made-up people of the demonstration say. No one real has said any of it."""
