const map = 1
