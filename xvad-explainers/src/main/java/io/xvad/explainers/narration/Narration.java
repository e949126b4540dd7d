package io.xvad.explainers.narration;

import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A narration under way: sentences, each with the evidence it rests on. Not thread-safe. */
final class Narration {

    private record Sentence(String text, int firstFact, int facts) {}

    private final List<Sentence> sentences = new ArrayList<>();
    private final List<Evidence> facts = new ArrayList<>();

    /** Adds a sentence and what it rests on; nothing if it rests on the detection alone. */
    void say(String text, List<? extends Evidence> restsOn) {
        sentences.add(new Sentence(text, facts.size(), restsOn.size()));
        facts.addAll(restsOn);
    }

    /** The sentences, then the facts. */
    List<Evidence> evidence(String producer) {
        List<Evidence> evidence = new ArrayList<>();
        for (Sentence sentence : sentences) {
            int first = sentences.size() + sentence.firstFact;
            List<Integer> restsOn =
                    IntStream.range(first, first + sentence.facts).boxed().toList();
            evidence.add(new Statement(sentence.text, restsOn, producer));
        }
        evidence.addAll(facts);
        return evidence;
    }
}
