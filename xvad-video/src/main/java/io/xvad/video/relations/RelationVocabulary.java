package io.xvad.video.relations;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The relations that a scene graph tells, each by a word of its own. Immutable and thread-safe.
 *
 * @param relations in the order in which they are told
 */
public record RelationVocabulary(List<Relation> relations) {

    public RelationVocabulary {
        relations = List.copyOf(relations);
        Set<String> words = new HashSet<>();
        for (Relation relation : relations) {
            if (!words.add(relation.word())) {
                throw new IllegalArgumentException("two relations are called '" + relation.word() + "'");
            }
        }
    }

    /** The {@link GeometricRelation}s, and after them, by their words, those on the class path. */
    public static RelationVocabulary load() {
        List<Relation> all = new ArrayList<>(List.of(GeometricRelation.values()));
        ServiceLoader.load(Relation.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted((one, other) -> one.word().compareTo(other.word()))
                .forEach(all::add);
        return new RelationVocabulary(all);
    }

    /** The words, in order. */
    public List<String> words() {
        return relations.stream().map(Relation::word).toList();
    }

    /**
     * The vocabulary of these words, in that order.
     *
     * @throws IllegalArgumentException if a word is not in this one
     */
    public RelationVocabulary only(List<String> words) {
        return new RelationVocabulary(words.stream().map(this::relation).toList());
    }

    private Relation relation(String word) {
        return relations.stream()
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no relation '" + word + "', there are " + words()));
    }
}
