package io.xvad.video.relations;

/**
 * An edge of a scene graph by the classes of its ends, for example {@code person on bicycle}. Immutable.
 *
 * @param subject class of the subject
 * @param relation word of the relation
 * @param object class of the object
 */
public record Triple(String subject, String relation, String object) {

    /** The three words, with blanks between them. */
    @Override
    public String toString() {
        return subject + " " + relation + " " + object;
    }
}
