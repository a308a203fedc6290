"""Results as plain data that keeps to the contract, a module each; ``shared`` has their parts."""
