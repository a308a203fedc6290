"""What an assistant asks over the Model Context Protocol, answered as the commands answer."""
