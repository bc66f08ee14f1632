"""unfog lifts the fog of war from the news: claims, events and grades that lead back to their sentences."""
