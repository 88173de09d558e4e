package org.ravel.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/** A running driver's REST interface. */
record SparkPages(URI base) {

  /** Of a driver in client mode, whose pages are at a known port. */
  static SparkPages atPort(int port) {
    return new SparkPages(URI.create("http://127.0.0.1:" + port + "/"));
  }

  /** Of the application that runs on YARN, through the ResourceManager's proxy. */
  static SparkPages onYarn(Daemons daemons) {
    JsonNode running =
        Web.await(
            daemons.resourceManagerPages(),
            "/ws/v1/cluster/apps?states=RUNNING",
            answer -> answer.path("apps").path("app").size() == 1);
    String id = running.get("apps").get("app").get(0).get("id").asText();
    return new SparkPages(daemons.resourceManagerPages().resolve("/proxy/" + id + "/"));
  }

  /** Whether a job of that description has tasks that are done, and others that are not. */
  boolean isHalfDone(String description) {
    JsonNode application = Web.get(base, "api/v1/applications").path(0);
    if (application.isMissingNode()) {
      return false;
    }
    JsonNode jobs =
        Web.get(
            base,
            "api/v1/applications/%s/jobs?status=running".formatted(application.get("id").asText()));
    for (JsonNode job : jobs) {
      if (job.path("description").asText().startsWith(description)
          && job.get("numCompletedTasks").asInt() > 0
          && job.get("numActiveTasks").asInt() > 0) {
        return true;
      }
    }
    return false;
  }
}
