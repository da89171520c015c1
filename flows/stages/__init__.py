"""What is done in a round: plain functions over the rooms, each safe to repeat. Flows and verbs only call them."""
