package io.xvad.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may touch which. */
@AnalyzeClasses(packages = "io.xvad", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

    @ArchTest
    static final ArchRule CORE_TOUCHES_NO_OTHER_MODULE = noClasses()
            .that()
            .resideInAPackage("io.xvad.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.xvad.data..",
                    "io.xvad.metrics..",
                    "io.xvad.detectors..",
                    "io.xvad.explainers..",
                    "io.xvad.video..",
                    "io.xvad.onnx..",
                    "io.xvad.cli..");

    @ArchTest
    static final ArchRule DATA_AND_METRICS_TOUCH_CORE_ONLY = noClasses()
            .that()
            .resideInAnyPackage("io.xvad.data..", "io.xvad.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.xvad.detectors..",
                    "io.xvad.explainers..",
                    "io.xvad.video..",
                    "io.xvad.onnx..",
                    "io.xvad.cli..");

    @ArchTest
    static final ArchRule DATA_AND_METRICS_ARE_STRANGERS =
            slices().matching("io.xvad.(data|metrics)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule EXPLAINERS_TOUCH_CORE_AND_METRICS = noClasses()
            .that()
            .resideInAPackage("io.xvad.explainers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.xvad.data..", "io.xvad.detectors..", "io.xvad.video..", "io.xvad.onnx..", "io.xvad.cli..");

    @ArchTest
    static final ArchRule ND4J_STAYS_IN_DETECTORS_ONNX_AND_VIDEO_NETWORKS = noClasses()
            .that()
            .resideOutsideOfPackages("io.xvad.detectors..", "io.xvad.onnx..", "io.xvad.video.networks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..");

    /** Networks, videos and optical flow. */
    @ArchTest
    static final ArchRule NATIVE_CODE_STAYS_IN_DETECTORS_ONNX_AND_VIDEO = noClasses()
            .that()
            .resideOutsideOfPackages("io.xvad.detectors..", "io.xvad.onnx..", "io.xvad.video..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..");
}
