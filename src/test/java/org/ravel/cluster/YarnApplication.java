package org.ravel.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** An application as the ResourceManager's REST interface shows it. */
record YarnApplication(Daemons daemons, JsonNode json) {

  /** The application of a name. */
  static YarnApplication named(Daemons daemons, String name) {
    JsonNode all = Web.get(daemons.resourceManagerPages(), "/ws/v1/cluster/apps");
    for (JsonNode application : all.path("apps").path("app")) {
      if (application.get("name").asText().equals(name)) {
        return new YarnApplication(daemons, application);
      }
    }
    throw new AssertionError("YARN knows no application " + name);
  }

  /** How often YARN has started its driver. */
  int attempts() {
    String path = "/ws/v1/cluster/apps/%s/appattempts".formatted(json.get("id").asText());
    return Web.get(daemons.resourceManagerPages(), path)
        .path("appAttempts")
        .path("appAttempt")
        .size();
  }

  /** SUCCEEDED, FAILED or KILLED, after its end. */
  String finalStatus() {
    return json.get("finalStatus").asText();
  }

  /** Why it has failed. */
  String diagnostics() {
    return json.get("diagnostics").asText();
  }
}
