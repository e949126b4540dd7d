package io.xvad.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How much memory a body takes, and what becomes of one for which there is none. */
class ImageUploadTest {

    private static final int MOST = 16 << 20;
    private static final double BESIDES = 1.5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(3).nextBytes(bytes);
        return bytes;
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void aBodyOfADeclaredLengthIsReadIntoOneArray() throws IOException {
        byte[] body = bytes(8 << 20);
        Request request = Sent.request(new ByteArrayInputStream(body), body.length, "image/png");
        long before = allocated();
        ImageUpload upload = ImageUpload.read(request, MOST);
        long read = allocated() - before;
        assertThat(read).isLessThan((long) (BESIDES * body.length));
        assertThat(upload.image()).isSameAs(upload.body());
        assertThat(upload.body()).isEqualTo(body);
        assertThat(request.body().ended()).isTrue();
    }

    @Test
    void theImageOfAFormIsCopiedOnce() {
        byte[] image = bytes(8 << 20);
        byte[] form = Client.form(
                "b",
                Client.part("b", "form-data; name=note", bytes(1000)),
                Client.part("b", "form-data; name=image", image));
        ImageUpload upload = new ImageUpload(form, "multipart/form-data; boundary=b", true);
        long before = allocated();
        byte[] copy = upload.image();
        long copied = allocated() - before;
        assertThat(copied).isLessThan((long) (BESIDES * image.length));
        assertThat(copy).isEqualTo(image);
    }

    @Test
    void aBodyThatEndsBeforeItsLengthIsOfASenderWhoIsGone() throws IOException {
        Request request = Sent.request(new ByteArrayInputStream(bytes(10)), 20, "image/png");
        assertThatThrownBy(() -> ImageUpload.read(request, MOST)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aHeapThatIsTooSmallForABodyIsTheFaultOfTheRequest() throws IOException {
        Admission admission = new Admission(1, 0);
        try (ServedModels models = ServedModels.of(Map.of("gated", new Gated()));
                ServiceMetrics metrics = new ServiceMetrics(admission);
                Admission.Place place = admission.enter()) {
            Detections detections = new Detections(models, ServiceOptions.usual(), metrics);
            Request request = Sent.request(new TooLarge(), 1000, "image/png");
            assertThatThrownBy(() -> detections.detection(request, Map.of("name", "gated"), place))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                                    problem.answer("sent").status())
                            .isEqualTo(413))
                    .hasMessageContaining("too large for what is left of Java's heap");
        }
        assertThat(admission.inProgress()).isZero();
    }

    /** A stream for whose bytes the heap has no room. */
    private static final class TooLarge extends InputStream {

        @Override
        public int read() {
            throw new OutOfMemoryError("Java heap space");
        }
    }
}
