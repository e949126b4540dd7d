package io.xvad.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadUnavailableException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {

    @TempDir
    private Path directory = Path.of("");

    public record Fruit(String name, Availability availability) implements Provider {

        Fruit(String name) {
            this(name, Availability.available());
        }

        @Override
        public String description() {
            return "a fruit";
        }
    }

    public static final class Apple implements Provider {

        @Override
        public String name() {
            return "apple";
        }

        @Override
        public String description() {
            return "another apple";
        }
    }

    public static final class Rotten implements Provider {

        public Rotten() {
            throw new IllegalStateException("rotten");
        }

        @Override
        public String name() {
            return "rotten";
        }

        @Override
        public String description() {
            return "never seen";
        }
    }

    @Test
    void findsByNameAndSuggestsTheNearest() {
        Registry<Provider> registry = Registry.of(Provider.class, List.of(new Fruit("apple"), new Fruit("plum")));
        assertThat(registry.get("plum").name()).isEqualTo("plum");
        assertThat(registry.all()).extracting(Provider::name).containsExactly("apple", "plum");
        assertThatThrownBy(() -> registry.get("aple"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Did you mean 'apple'?")
                .hasMessageContaining("plum");
    }

    @Test
    void twoProvidersOfOneNameAreAnErrorThatNamesBoth() {
        assertThatThrownBy(() -> Registry.of(Provider.class, List.of(new Fruit("apple"), new Apple())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Fruit.class.getName())
                .hasMessageContaining(Apple.class.getName())
                .hasMessageContaining("test-classes");
    }

    @Test
    void anUnavailableProviderIsListedAndSaysWhatIsMissing() {
        Fruit fig = new Fruit("fig", Availability.missing("add org.example:fig:1"));
        Registry<Provider> registry = Registry.of(Provider.class, List.of(fig));
        assertThat(registry.all()).containsExactly(fig);
        assertThatThrownBy(() -> registry.get("fig"))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("org.example:fig:1");
    }

    @Test
    void namesMustBeKebabCase() {
        assertThatThrownBy(() -> Registry.of(Provider.class, List.of(new Fruit("Big Apple"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Big Apple");
    }

    @Test
    void aBrokenProviderDoesNotHideTheOthers() throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(
                services.resolve(Provider.class.getName()),
                List.of(Rotten.class.getName(), "com.example.Missing", Apple.class.getName()));
        Registry<Provider> registry = loaded();
        assertThat(registry.all()).extracting(Provider::name).containsExactly("apple");
        assertThat(registry.broken()).hasSize(2);
        assertThatThrownBy(() -> registry.get("rotten"))
                .hasMessageContaining("Failed to load")
                .hasMessageContaining("com.example.Missing");
    }

    private Registry<Provider> loaded() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return Registry.load(Provider.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
