package io.xvad.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void everyMetricNamesAClassThatExistsAndIsPublic() throws ClassNotFoundException {
        assertThat(Metrics.all()).hasSizeGreaterThan(50);
        for (MetricInfo metric : Metrics.all()) {
            assertThat(metric.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(Class.forName(metric.className())).as(metric.name()).isPublic();
            assertThat(metric.description()).isNotBlank();
        }
        assertThat(Metrics.all().stream().map(MetricInfo::name).collect(Collectors.toSet()))
                .hasSize(Metrics.all().size());
    }
}
