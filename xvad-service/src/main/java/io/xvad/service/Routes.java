package io.xvad.service;

import java.util.List;

/** Everything that is served, and where. */
record Routes(List<Route> all) {

    Routes {
        all = List.copyOf(all);
    }

    static Routes of(ServedModels models, Admission admission, ServiceOptions options, ServiceMetrics metrics) {
        Detections detections = new Detections(models, options, metrics);
        Health health = new Health(admission, models);
        return new Routes(List.of(
                Route.get("/v1/models", new ModelList(models)),
                Route.post("/v1/models/{name}/detections", detections::detection),
                Route.post("/v1/models/{name}/overlay", detections::overlay),
                Route.openGet("/health", health::both),
                Route.openGet("/health/live", health::live),
                Route.openGet("/health/ready", health::ready),
                Route.get("/metrics", metrics::scrape),
                Route.get("/openapi.json", OpenApi::document)));
    }

    /**
     * The route of a request.
     *
     * @throws Problem if there is none
     */
    Route of(Request request) {
        List<Route> here = all.stream()
                .filter(route -> route.match(request.segments()).isPresent())
                .toList();
        if (here.isEmpty()) {
            throw Problem.notFound("there is nothing here; GET /openapi.json says what there is");
        }
        return here.stream()
                .filter(route -> route.takes(request.method()))
                .findFirst()
                .orElseThrow(() -> Problem.wrongMethod(
                        request.method(), here.stream().map(Route::method).toList()));
    }
}
