package io.xvad.explainers;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.detect.HeldOutMeasure;
import io.xvad.core.explain.Explainer;
import io.xvad.explainers.perturbation.OcclusionExplainer;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who uses the module path finds what the class path has. */
class ModuleDescriptorTest {

    private static Path classes() throws URISyntaxException {
        return Path.of(OcclusionExplainer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static ModuleDescriptor module() throws URISyntaxException {
        return ModuleFinder.of(classes())
                .find("io.xvad.explainers")
                .orElseThrow()
                .descriptor();
    }

    @Test
    void theProvidersOfTheServicesFilesAreProvided() throws IOException, URISyntaxException {
        Map<String, List<String>> provided = new TreeMap<>();
        module().provides().forEach(one -> provided.put(one.service(), one.providers()));
        assertThat(provided).containsOnlyKeys(Explainer.class.getName(), HeldOutMeasure.class.getName());
        for (Map.Entry<String, List<String>> one : provided.entrySet()) {
            assertThat(one.getValue())
                    .containsExactlyInAnyOrderElementsOf(
                            Files.readAllLines(classes().resolve("META-INF/services/" + one.getKey())));
        }
    }

    @Test
    void allPackagesAreExported() throws URISyntaxException {
        TreeSet<String> exported = new TreeSet<>();
        module().exports().forEach(one -> exported.add(one.source()));
        assertThat(exported).isEqualTo(new TreeSet<>(module().packages()));
    }
}
