// samlad
