"""What runs before and around the program: its environment, its tests. Standard library only."""
