package com.example.inspection;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Serves one model: {@code java -jar … --xvad.model=tiles.xvad}. */
@SpringBootApplication
public class InspectionApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(InspectionApplication.class, arguments);
    }

    /** Loaded once, shared by all requests, and closed when the last has been answered. */
    @Bean(destroyMethod = "close")
    FittedDetector model(@Value("${xvad.model}") Path file) {
        return Models.load(file);
    }
}
