"""How good it is: measures on fixed sets, each line with n, a 95 % interval and a plain baseline; and the floors that CI holds."""
