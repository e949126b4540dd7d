package io.xvad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.xvad.core.detect.Detector;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract notices what is wrong with a detector. */
class WrongDetectorsTest {

    static final class Moody extends Wrong {
        Moody() {
            super(new WrongToys.Moody());
        }
    }

    static final class Forgetful extends Wrong {
        Forgetful() {
            super(new WrongToys.Forgetful());
        }
    }

    static final class Askew extends Wrong {
        Askew() {
            super(new WrongToys.Askew());
        }
    }

    static final class Secretive extends Wrong {
        Secretive() {
            super(new WrongToys.Secretive());
        }
    }

    static final class Boastful extends Wrong {
        Boastful() {
            super(new WrongToys.Boastful());
        }
    }

    static final class Insincere extends Wrong {
        Insincere() {
            super(new WrongToys.Insincere());
        }
    }

    static final class Deaf extends Wrong {
        Deaf() {
            super(new WrongToys.Deaf());
        }
    }

    static final class Sly extends Wrong {
        Sly() {
            super(new WrongToys.Sly());
        }
    }

    static final class Careless extends Wrong {
        Careless() {
            super(new WrongToys.Careless());
        }
    }

    static final class Asking extends Wrong {
        Asking() {
            super(new WrongToys.Asking());
        }
    }

    static final class Contrary extends Wrong {
        Contrary() {
            super(new WrongToys.Contrary());
        }
    }

    static final class Hasty extends Wrong {
        Hasty() {
            super(new WrongToys.Hasty());
        }
    }

    static final class Touchy extends Wrong {
        Touchy() {
            super(new WrongToys.Touchy());
        }
    }

    static final class Presuming extends Wrong {
        Presuming() {
            super(new WrongToys.Presuming());
        }
    }

    static final class Substandard extends Wrong {
        Substandard() {
            super(new WrongToys.Substandard());
        }
    }

    static final class Tattling extends Wrong {
        Tattling() {
            super(new WrongToys.Tattling());
        }
    }

    static final class Fickle extends Wrong {
        Fickle() {
            super(new WrongToys.Fickle());
        }
    }

    private abstract static class Wrong extends ToyContract {

        private final Detector detector;

        Wrong(Detector detector) {
            this.detector = detector;
        }

        @Override
        protected Detector detector() {
            return detector;
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        Moody.class,
                        Set.of(
                                "theSameSampleGetsTheSameDetectionAgain",
                                "sameSeedSameDetections",
                                "savedAndLoadedGivesTheSameScoreMapAndDecision",
                                "aModelAsBytesIsTheModel",
                                "manyThreadsGetWhatOneGets",
                                "aBatchGivesWhatSingleSamplesGive",
                                "isCalibratedAgainWithoutLearningAgain",
                                "whatLiesInIgnoredRegionsChangesNothing")),
                Arguments.of(
                        Forgetful.class,
                        Set.of("savedAndLoadedGivesTheSameScoreMapAndDecision", "aModelAsBytesIsTheModel")),
                Arguments.of(Askew.class, Set.of("mapsHaveTheGeometryOfTheSampleOrThereAreNone")),
                Arguments.of(Secretive.class, Set.of("offersTheCapabilitiesItDeclares")),
                Arguments.of(Boastful.class, Set.of("offersTheCapabilitiesItDeclares")),
                Arguments.of(Insincere.class, Set.of("saysWhatItLearnsFrom")),
                Arguments.of(Deaf.class, Set.of("learnsFromLabelsIfItSaysSo")),
                Arguments.of(Sly.class, Set.of("sameSeedSameDetections")),
                Arguments.of(
                        Careless.class,
                        Set.of("savedAndLoadedGivesTheSameScoreMapAndDecision", "aModelAsBytesIsTheModel")),
                Arguments.of(
                        Asking.class,
                        Set.of(
                                "theSameSampleGetsTheSameDetectionAgain",
                                "savedAndLoadedGivesTheSameScoreMapAndDecision",
                                "aModelAsBytesIsTheModel",
                                "manyThreadsGetWhatOneGets",
                                "aBatchGivesWhatSingleSamplesGive",
                                "isCalibratedAgainWithoutLearningAgain",
                                "whatLiesInIgnoredRegionsChangesNothing")),
                Arguments.of(
                        Contrary.class,
                        Set.of(
                                "anAnomalyScoresAboveTheNormalSamples",
                                "isCalibratedAgainWithoutLearningAgain",
                                "learnsFromAsFewAsItSays")),
                Arguments.of(Presuming.class, Set.of("presetNamesAreUniqueAndTheirOptionsAreItsOwn")),
                Arguments.of(Substandard.class, Set.of("presetNamesAreUniqueAndTheirOptionsAreItsOwn")),
                Arguments.of(Tattling.class, Set.of("forgetsIfItSaysSo")),
                Arguments.of(Fickle.class, Set.of("learnsMoreWithoutStartingAgainIfItSaysSo")),
                Arguments.of(Touchy.class, Set.of("closesTwice")),
                Arguments.of(Hasty.class, Set.of("refusesFewerNormalSamplesThanItNeeds")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void failsTheTestsOfWhatItBreaksAndNoOthers(Class<?> contract, Set<String> broken) {
        Failures failures = new Failures();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(contract))
                                .build(),
                        failures);
        assertThat(failures.names).containsExactlyInAnyOrderElementsOf(broken);
    }

    private static final class Failures implements TestExecutionListener {

        private final Set<String> names = new TreeSet<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                names.add(test.getDisplayName().replaceAll("\\(.*", ""));
            }
        }
    }
}
