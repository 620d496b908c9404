"""核对目录: which registers there are, who holds them, on what ground they may be read, and which facts they yield."""
