package io.xvad.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which module may touch which, which may name a library, and no cycles of packages: docs/architecture.md, held. */
class ArrowsTest {

    private static JavaClasses classes = new ClassFileImporter().importPackages();

    /** A module, by the packages that it holds: those of its prefix that no longer prefix claims. */
    private enum Room {
        CORE("core"),
        TESTKIT("testkit", CORE),
        DATA("data", CORE),
        METRICS("metrics", CORE),
        ONNX("onnx", CORE),
        TRAINING("training", CORE),
        DETECTORS("detectors", CORE, DATA, TRAINING),
        GENERATIVE("generative", CORE, DATA, DETECTORS, TRAINING),
        FOUNDATION("foundation", CORE, DATA, DETECTORS, TRAINING),
        LANGUAGE("language", CORE, DATA),
        VIDEO("video", CORE, DATA, METRICS),
        VIDEO_DETECTORS("video.detectors", CORE, DATA, VIDEO, DETECTORS, TRAINING),
        VIDEO_LANGUAGE("video.language", CORE, DATA, DETECTORS, FOUNDATION, VIDEO, VIDEO_DETECTORS, LANGUAGE, TRAINING),
        EXPLAINERS("explainers", CORE, DATA, METRICS),
        EVALUATION("evaluation", CORE, DATA, METRICS, EXPLAINERS),
        EVALUATION_VIDEO("evaluation.video", CORE, DATA, METRICS, EXPLAINERS, EVALUATION, VIDEO),
        REPORT("report", CORE, DATA, METRICS, EVALUATION),
        REPORT_VIDEO("report.video", CORE, DATA, METRICS, EVALUATION, EVALUATION_VIDEO, REPORT, VIDEO),
        SERVICE("service", CORE, DATA, EVALUATION, REPORT),
        CLI("cli"),
        BENCHMARKS("benchmarks");

        private final String prefix;
        private final Set<Room> mayTouch;

        Room(String name, Room... mayTouch) {
            this.prefix = "io.xvad." + name;
            this.mayTouch = Set.of(mayTouch);
        }

        /** The room of a package: that of the longest prefix. */
        static Optional<Room> of(String packageName) {
            return Arrays.stream(values())
                    .filter(room -> packageName.equals(room.prefix) || packageName.startsWith(room.prefix + "."))
                    .max(Comparator.comparingInt(room -> room.prefix.length()));
        }

        DescribedPredicate<JavaClass> holds() {
            return DescribedPredicate.describe(
                    "in " + prefix,
                    type -> of(type.getPackageName()).filter(this::equals).isPresent());
        }

        DescribedPredicate<JavaClass> mayNotTouch() {
            return DescribedPredicate.describe("in another module than " + mayTouch, type -> of(type.getPackageName())
                    .filter(other -> other != this && !mayTouch.contains(other))
                    .isPresent());
        }
    }

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.xvad");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLI", "BENCHMARKS"})
    void aModuleTouchesOnlyThoseItMay(Room room) {
        noClasses()
                .that(room.holds())
                .should()
                .dependOnClassesThat(room.mayNotTouch())
                .check(classes);
    }

    @Test
    void everyPackageHasARoom() {
        Set<String> homeless = new TreeSet<>();
        classes.forEach(type -> {
            if (Room.of(type.getPackageName()).isEmpty()) {
                homeless.add(type.getPackageName());
            }
        });
        assertThat(homeless).isEmpty();
    }

    /** Packages that alone name a library, by the packages of the library. */
    private static final Map<String, List<String>> ALONE = Map.ofEntries(
            Map.entry("ai.djl..", List.of("io.xvad.foundation.huggingface..")),
            Map.entry("ai.onnxruntime..", List.of("io.xvad.onnx..")),
            Map.entry("com.samskivert..", List.of("io.xvad.report..")),
            Map.entry("io.micrometer..", List.of("io.xvad.service..")),
            Map.entry("com.sun.net.httpserver..", List.of("io.xvad.service..")),
            Map.entry("org.apache.commons.fileupload..", List.of("io.xvad.service..")),
            Map.entry("org.knowm.xchart..", List.of("io.xvad.report..")),
            Map.entry("picocli..", List.of("io.xvad.cli..")),
            Map.entry("me.tongfei..", List.of("io.xvad.cli..")),
            Map.entry("ch.qos.logback..", List.of("io.xvad.cli..")),
            Map.entry("org.openjdk.jmh..", List.of("io.xvad.benchmarks..", "io.xvad.detectors..")),
            Map.entry("us.hebi..", List.of("io.xvad.data.packed..", "io.xvad.video.dataset..")),
            Map.entry("com.twelvemonkeys..", List.of("io.xvad.data..")),
            Map.entry("io.github.jbellis..", List.of("io.xvad.detectors..")),
            Map.entry("dev.langchain4j..", List.of("io.xvad.language..", "io.xvad.video.language..")));

    @Test
    void heavyLibrariesAreNamedInOnePlaceOnly() {
        ALONE.forEach((library, homes) -> noClasses()
                .that()
                .resideOutsideOfPackages(homes.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(classes));
    }

    @Test
    void nd4jIsNamedOnlyWhereSomethingLearns() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.xvad.training..",
                        "io.xvad.detectors..",
                        "io.xvad.generative..",
                        "io.xvad.foundation.clipad..",
                        "io.xvad.foundation.inctrl..",
                        "io.xvad.video.detectors..",
                        "io.xvad.video.language.anomize..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..")
                .check(classes);
    }

    @Test
    void nativeVideoCodeIsNamedOnlyByFivePackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.xvad.video.read..",
                        "io.xvad.video.write..",
                        "io.xvad.video.flow..",
                        "io.xvad.video.library..",
                        "io.xvad.video.motion..",
                        "io.xvad.training..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(classes);
    }

    @Test
    void onlyTheFrontDoorsOfEvaluationAndReportNameVideos() {
        noClasses()
                .that(resideInAnyPackage("io.xvad.evaluation..", "io.xvad.report..")
                        .and(DescribedPredicate.not(resideInAPackage("io.xvad.*.video.."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.xvad.video..")
                .check(classes);
    }

    @ParameterizedTest
    @EnumSource
    void noPackagesOfAModuleDependOnEachOtherInACircle(Room room) {
        slices().assignedFrom(packagesOf(room))
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    private static SliceAssignment packagesOf(Room room) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return room.holds().test(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of " + room.prefix;
            }
        };
    }
}
