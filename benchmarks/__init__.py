"""What is measured: quality against floors, and speed. Nothing here is part of the product."""
