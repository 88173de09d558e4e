package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/** An application that has ended, as the history server shows it. */
record History(Daemons daemons, String path) {

  /** The application of a name, once the server has read its event log. */
  static History of(Daemons daemons, String name) {
    JsonNode all =
        Web.await(
            daemons.historyServer(), "/api/v1/applications", answer -> find(answer, name) != null);
    JsonNode application = find(all, name);
    String id = application.get("id").asText();
    JsonNode last = application.get("attempts").get(0);
    return new History(
        daemons,
        "/api/v1/applications/%s/"
            .formatted(last.has("attemptId") ? id + "/" + last.get("attemptId").asText() : id));
  }

  private static JsonNode find(JsonNode applications, String name) {
    return StreamSupport.stream(applications.spliterator(), false)
        .filter(application -> application.path("name").asText().equals(name))
        .filter(application -> application.path("attempts").path(0).path("completed").asBoolean())
        .findFirst()
        .orElse(null);
  }

  /** Each of its jobs has succeeded, and says what it was for. */
  void requireReadableJobs() {
    JsonNode jobs = get("jobs");
    assertThat(jobs).as(path).isNotEmpty();
    assertThat(jobs)
        .as(path)
        .allSatisfy(
            job -> {
              assertThat(job.get("status").asText()).isEqualTo("SUCCEEDED");
              assertThat(job.path("description").asText()).isNotBlank();
            });
  }

  /** How many executors it has lost before its end. */
  long executorsLost() {
    return StreamSupport.stream(get("allexecutors").spliterator(), false)
        .filter(executor -> !executor.get("isActive").asBoolean())
        .filter(executor -> !executor.path("removeReason").asText().isEmpty())
        .count();
  }

  private JsonNode get(String what) {
    return Web.await(daemons.historyServer(), path + what, JsonNode::isArray);
  }
}
