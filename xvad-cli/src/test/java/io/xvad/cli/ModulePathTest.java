package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Core, metrics and explainers work as named modules. */
class ModulePathTest {

    private static final Pattern MODULES = Pattern.compile(
            ".*(xvad-(core|data|metrics|explainers)|mfl-core|slf4j-api|jspecify|jackson-core|commons-[a-z0-9-]+"
                    + "|imageio-[a-z]+|/common-(lang|io|image)|metadata-extractor|xmpcore).*");

    @Test
    void explainersAreFoundOnTheModulePath() throws ReflectiveOperationException {
        Path[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> MODULES.matcher(entry).matches())
                .map(Path::of)
                .toArray(Path[]::new);
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration()
                .resolveAndBind(ModuleFinder.of(path), ModuleFinder.of(), Set.of("io.xvad.explainers"));
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, platform);
        assertThat(layer.modules()).extracting(Module::getName).contains("io.xvad.core", "io.xvad.metrics");

        ClassLoader loader = layer.findLoader("io.xvad.core");
        Class<?> explainer = loader.loadClass("io.xvad.core.explain.Explainer");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(loader);
            Object registry = loader.loadClass("io.xvad.core.registry.Registry")
                    .getMethod("load", Class.class)
                    .invoke(null, explainer);
            List<?> all = (List<?>) registry.getClass().getMethod("all").invoke(registry);
            assertThat(all.stream().map(one -> one.getClass().getModule().getName()))
                    .isNotEmpty()
                    .containsOnly("io.xvad.explainers");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
