package io.xvad.video.relations;

/**
 * A word of the vocabulary of a {@link GeometricSceneGraph}: how one object is to another, by where they are and how they move. A service: a
 * relation of one's own is named in {@code META-INF/services/io.xvad.video.relations.Relation}, and is then told beside those of {@link
 * GeometricRelation}. Stateless and thread-safe, with a no-argument constructor.
 */
public interface Relation {

    /** What stands between subject and object, in kebab case, for example {@code follows}. */
    String word();

    /** When it holds, in a sentence for a reader who wants to check it. */
    String definition();

    /** Whether it holds of two objects whichever is the subject, so that it is told once a pair. */
    boolean isSymmetric();

    /** Whether it holds now. */
    boolean holds(PairHistory pair, RelationThresholds thresholds);
}
