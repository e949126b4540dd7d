package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.xvad.core.Image;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QuickEndTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Found by fuzzing: an exception with its places was made for each pixel beyond the end, some hundred bytes for each. */
    @Test
    void beyondTheEndNothingIsMade() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/broken/ends-early.webp"))) {
            byte[] webp = in.readAllBytes();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Image image = ImageReader.withDefaults().read("ends-early.webp", webp);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            long pixels = (long) image.height() * image.width();
            assertThat(pixels).isGreaterThan(100_000);
            assertThat(allocated).isLessThan(100 * pixels);
        }
    }
}
