package io.xvad.video.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegPathTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void namesThatTheCharacterSetKeepsAreToldAsTheyAre() {
        Path plain = directory.resolve("plain.mp4");
        Path other = directory.resolve("Prüf_缺陷.mp4");
        try (FfmpegPath latin = FfmpegPath.of(plain, StandardCharsets.ISO_8859_1);
                FfmpegPath utf = FfmpegPath.of(other, StandardCharsets.UTF_8)) {
            assertThat(latin.name()).isEqualTo(plain.toAbsolutePath().toString());
            assertThat(utf.name()).isEqualTo(other.toAbsolutePath().toString());
        }
    }

    @Test
    void aLinkOfAPlainNameStandsInForOneThatWouldBeLost() throws Exception {
        Path video = Files.writeString(directory.resolve("Prüf_缺陷.mp4"), "content");
        Path link;
        try (FfmpegPath path = FfmpegPath.of(video, StandardCharsets.US_ASCII)) {
            link = Path.of(path.name());
            assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(path.name()))
                    .isTrue();
            assertThat(path.name()).endsWith(".mp4");
            assertThat(link).content().isEqualTo("content");
        }
        assertThat(link).doesNotExist();
        assertThat(link.getParent()).doesNotExist();
        assertThat(video).exists();
    }

    @Test
    void aVideoOfSuchANameIsRead() throws Exception {
        Path file = GreyVideo.of(avcodec.AV_CODEC_ID_MPEG4, avutil.AV_PIX_FMT_YUV420P, 64, 48)
                .write(directory.resolve("plain.mp4"), 3);
        Path named = Files.move(file, directory.resolve("Prüf_缺陷.mp4"));
        assertThat(VideoFile.count(named)).isEqualTo(3);
    }
}
