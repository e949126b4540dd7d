package io.xvad.video.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceAddressTest {

    @ParameterizedTest
    @CsvSource({
        "rtsp://user:pass@camera/live, rtsp://***@camera/live",
        "RTSP://user:p@ss/word@camera:554/live, RTSP://***@camera:554/live",
        "http://camera/video?user=me&password=pass, http://camera/video?***",
        "rtsp://camera/live, rtsp://camera/live",
        "udp://127.0.0.1:5000, udp://127.0.0.1:5000",
        "webcam:0, webcam:0",
        "/dev/video2, webcam:/dev/video2",
        "videos/street.mp4, videos/street.mp4"
    })
    void secretsAreNotShown(String address, String shown) {
        assertThat(SourceAddress.parse(address)).hasToString(shown);
    }

    @Test
    void kindsAreTold() {
        assertThat(SourceAddress.parse("rtsps://camera").kind()).isEqualTo(SourceAddress.Kind.STREAM);
        assertThat(SourceAddress.parse("/dev/video0").kind()).isEqualTo(SourceAddress.Kind.DEVICE);
        assertThat(SourceAddress.parse("webcam:FaceTime").kind()).isEqualTo(SourceAddress.Kind.DEVICE);
        assertThat(SourceAddress.parse("a/b.mp4").file()).contains(Path.of("a/b.mp4"));
        assertThat(SourceAddress.parse("http://a/b.mp4").file()).isEmpty();
    }

    @Test
    void whatIsUnknownIsRefused() {
        assertThatThrownBy(() -> SourceAddress.parse("gopher://user:secret@a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rtsp, rtsps")
                .hasMessageContaining("'gopher'")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> SourceAddress.parse(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
