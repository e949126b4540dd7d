package io.xvad.video.relations;

import io.xvad.core.Box;
import java.util.Set;

/**
 * Two objects in one frame, and in which relations the first is to the second. Immutable.
 *
 * @param moment both objects
 * @param relations words of the relations that hold, perhaps none
 */
public record RelatedPair(PairMoment moment, Set<String> relations) {

    public RelatedPair {
        relations = Set.copyOf(relations);
    }

    /** One of these relations with the classes of its ends. */
    public Triple triple(String relation) {
        return new Triple(
                moment.subject().className(), relation, moment.object().className());
    }

    /** The box around both. */
    public Box box() {
        Box one = moment.subject().box();
        Box other = moment.object().box();
        int x = Math.min(one.x(), other.x());
        int y = Math.min(one.y(), other.y());
        int right = Math.max(one.x() + one.width(), other.x() + other.width());
        int bottom = Math.max(one.y() + one.height(), other.y() + other.height());
        return new Box(x, y, right - x, bottom - y);
    }
}
