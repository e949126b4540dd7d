package io.xvad.data.image;

/** How much comes out of what deflate wrote. */
public final class Deflated {

    /** No more bytes come out of one. */
    public static final long MOST_OF_A_BYTE = 1032;

    private Deflated() {}
}
