-- images as vectors, computed once for each content and encoder. numbers: of two bytes each, the lower first; none where the image cannot be decoded
CREATE TABLE image_vector (
    encoder TEXT NOT NULL,
    hash TEXT NOT NULL,
    numbers BYTEA NOT NULL,
    PRIMARY KEY (hash, encoder)
);
