package io.xvad.core.explain;

import java.util.List;

/**
 * A sentence of an explanation, with the evidence it is taken from.
 *
 * @param text one sentence or two
 * @param restsOn indices, in the explanation's list of evidence, of the pieces the words are taken from; empty for words on the detection
 *     itself
 * @param producer what made the words, for example {@code verbal}
 */
public record Statement(String text, List<Integer> restsOn, String producer) implements Evidence {

    public Statement {
        restsOn = List.copyOf(restsOn);
    }
}
