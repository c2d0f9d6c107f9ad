"""What happens on each kind of update; `application` lists them in order."""
