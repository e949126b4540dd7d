package io.xvad.video.relations;

/** A relation of a user's. */
public final class BiggerThan implements Relation {

    @Override
    public String word() {
        return "bigger-than";
    }

    @Override
    public String definition() {
        return "its box is at least four times as large as the other's";
    }

    @Override
    public boolean isSymmetric() {
        return false;
    }

    @Override
    public boolean holds(PairHistory pair, RelationThresholds thresholds) {
        return pair.now().subject().box().area()
                >= 4 * pair.now().object().box().area();
    }
}
