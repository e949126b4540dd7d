package io.xvad.video.relations;

import java.util.Locale;

/** The relations that every {@link GeometricSceneGraph} tells. */
public enum GeometricRelation implements Relation {
    /** Their boxes are close. */
    NEAR("the gap between their boxes is at most `near` sizes", true) {
        @Override
        public boolean holds(PairHistory pair, RelationThresholds thresholds) {
            return pair.now().gap() <= thresholds.near();
        }
    },
    /** Their boxes overlap. */
    OVERLAPS("one box covers at least a fifth of the smaller one", true) {
        @Override
        public boolean holds(PairHistory pair, RelationThresholds thresholds) {
            return pair.now().covered() >= 0.2;
        }
    },
    /** It is to the left, at the same level. */
    LEFT_OF("its box ends left of where the other begins, at one level, and the gap is at most `near` sizes", false) {
        @Override
        public boolean holds(PairHistory pair, RelationThresholds thresholds) {
            PairMoment now = pair.now();
            return now.subject().box().x() + now.subject().box().width()
                            <= now.object().box().x()
                    && now.isLevel()
                    && now.gap() <= thresholds.near();
        }
    },
    /** It stands or sits on something, as a rider on a bicycle. */
    ON("it ends within the height of the other, its middle is above the other's middle and within its width", false) {
        @Override
        public boolean holds(PairHistory pair, RelationThresholds thresholds) {
            SceneObject subject = pair.now().subject();
            SceneObject object = pair.now().object();
            return subject.bottom() >= object.box().y()
                    && subject.bottom() <= object.bottom()
                    && subject.centreY() < object.centreY()
                    && Math.abs(subject.centreX() - object.centreX())
                            <= object.box().width() / 2.0;
        }
    },
    /** It has something smaller with it. */
    HOLDS(
            "the other is at most half as large, its middle lies in the box, and for `lasting` seconds both have moved alike"
                    + " (velocities differ by less than `still`)",
            false) {
        @Override
        public boolean holds(PairHistory pair, RelationThresholds thresholds) {
            return pair.lasted(thresholds.lasting(), moment -> isIn(moment) && alike(moment, thresholds));
        }

        private boolean isIn(PairMoment moment) {
            SceneObject subject = moment.subject();
            SceneObject object = moment.object();
            return 2 * object.box().area() <= subject.box().area()
                    && Math.abs(object.centreX() - subject.centreX())
                            <= subject.box().width() / 2.0
                    && Math.abs(object.centreY() - subject.centreY())
                            <= subject.box().height() / 2.0;
        }

        private boolean alike(PairMoment moment, RelationThresholds thresholds) {
            return moment.velocityDifference() < thresholds.still();
        }
    },
    /** They go together. */
    MOVES_WITH(
            "for `lasting` seconds they have been near, at one level, and moved the same way (velocities differ by at most a third"
                    + " of the slower speed)",
            true) {
        @Override
        public boolean holds(PairHistory pair, RelationThresholds thresholds) {
            return pair.lasted(
                    thresholds.lasting(),
                    moment -> moment.gap() <= thresholds.near()
                            && moment.isLevel()
                            && bothMove(moment, thresholds)
                            && 3 * moment.velocityDifference()
                                    <= Math.min(moment.subjectSpeed(), moment.objectSpeed()));
        }
    },
    /** It goes behind the other. */
    FOLLOWS(
            "for `lasting` seconds both have moved the same way (within 30 degrees), the other ahead (within 30 degrees of that way),"
                    + " with a gap of at most four times `near`",
            false) {
        @Override
        public boolean holds(PairHistory pair, RelationThresholds thresholds) {
            return pair.lasted(
                    thresholds.lasting(),
                    moment -> moment.gap() <= 4 * thresholds.near()
                            && bothMove(moment, thresholds)
                            && moment.headingCosine() >= COSINE
                            && moment.towardsCosine() >= COSINE);
        }
    },
    /** It goes up to the other. */
    APPROACHES(
            "it moves towards the other (within 30 degrees), which does not move away from it as fast: over the last `lasting` seconds"
                    + " the distance of their middles has shrunk by at least half a size",
            false) {
        @Override
        public boolean holds(PairHistory pair, RelationThresholds thresholds) {
            PairMoment now = pair.now();
            PairMoment before = pair.ago(thresholds.lasting());
            return now.subjectSpeed() >= thresholds.still()
                    && now.towardsCosine() >= COSINE
                    && (before.distance() * before.size() - now.distance() * now.size()) / now.size() >= 0.5;
        }
    },
    /** They stand together. */
    TALKS_TO("for twice `lasting` seconds both have stood still, near each other and at one level", true) {
        @Override
        public boolean holds(PairHistory pair, RelationThresholds thresholds) {
            return pair.lasted(
                    2 * thresholds.lasting(),
                    moment -> moment.gap() <= thresholds.near()
                            && moment.isLevel()
                            && moment.subjectSpeed() < thresholds.still()
                            && moment.objectSpeed() < thresholds.still());
        }
    };

    /** Of 30 degrees. */
    private static final double COSINE = Math.sqrt(0.75);

    private final String definition;
    private final boolean symmetric;

    GeometricRelation(String definition, boolean symmetric) {
        this.definition = definition;
        this.symmetric = symmetric;
    }

    @Override
    public String definition() {
        return definition;
    }

    @Override
    public boolean isSymmetric() {
        return symmetric;
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean bothMove(PairMoment moment, RelationThresholds thresholds) {
        return moment.subjectSpeed() >= thresholds.still() && moment.objectSpeed() >= thresholds.still();
    }
}
