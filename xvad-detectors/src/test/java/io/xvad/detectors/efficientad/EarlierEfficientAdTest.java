package io.xvad.detectors.efficientad;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Determinism;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.LearnedFrom;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models of the first edition that cannot be scored any more say why; those that can are tested in xvad-cli. */
class EarlierEfficientAdTest {

    /** A model with these options and nothing else. */
    private static ModelReader model(Map<String, String> options) {
        Provenance provenance = new Provenance(
                "efficient-ad",
                options,
                7,
                new LearnedFrom(6, 0, 0, 0, "444aa5d29fc931c722e25cb408a07bda7c1028f2e650bbc47b608a5cc09fbf2c"),
                Determinism.EXACT,
                List.of(),
                "0.1.0");
        return (ModelReader) Proxy.newProxyInstance(
                EarlierEfficientAdTest.class.getClassLoader(),
                new Class<?>[] {ModelReader.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "provenance" -> provenance;
                    case "has" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void withoutAFrozenFormItIsRefused() {
        ModelReader model = model(Map.of("teacher-epochs", "2", "input-size", "64"));
        assertThatThrownBy(() -> new EfficientAd().load(model))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("saved by an earlier version")
                .hasMessageContaining("fit again");
    }

    @Test
    void ofASideThatIsNotAMultipleOf16ItIsRefused() {
        ModelReader model = model(Map.of("teacher-epochs", "2", "input-size", "100"));
        assertThatThrownBy(() -> new EfficientAd().load(model))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("input-size=100")
                .hasMessageContaining("fit again");
    }
}
