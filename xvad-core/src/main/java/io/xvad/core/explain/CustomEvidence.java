package io.xvad.core.explain;

/** Evidence of a kind XVAD does not know. Open for other people's types. */
public non-sealed interface CustomEvidence extends Evidence {

    /** Kebab-case name of the type; not one of XVAD's own. */
    String type();

    /** The evidence as the text of one JSON object. */
    String json();
}
