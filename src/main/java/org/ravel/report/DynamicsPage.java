package org.ravel.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.dynamics.Portrait;

/**
 * What was seen of a network as one page of HTML, without scripts and references to anything
 * outside.
 */
final class DynamicsPage {
  private DynamicsPage() {}

  /** A row of the page's first table. */
  record Fact(String name, String value) {}

  static String of(Portrait portrait) {
    Map<String, Object> page = new HashMap<>();
    page.put("title", portrait.title());
    page.put(
        "facts",
        portrait.facts().entrySet().stream()
            .map(fact -> new Fact(fact.getKey(), fact.getValue()))
            .toList());
    List<DrawnPlot> plots = new ArrayList<>(new TrajectoryPlots(portrait).plots());
    page.put("states", plots);
    CycleFigures cycles = new CycleFigures(portrait);
    page.put("cyclesNote", cycles.note());
    if (!portrait.cycles().found().isEmpty()) {
      page.put("cycles", Map.of("plot", cycles.plot(), "rows", cycles.rows()));
    }
    AutomatonFigures automata = new AutomatonFigures(portrait);
    page.put("automataLeftOut", automata.leftOut());
    page.put("automata", automata.shown());
    MemoryFigures memory = new MemoryFigures(portrait);
    List<DrawnPlot> last = new ArrayList<>(List.of(memory.limitSet()));
    memory.gradient().ifPresent(last::add);
    last.addAll(memory.gates());
    SiblingFigures siblings = new SiblingFigures(portrait);
    page.put("last", last);
    page.put("siblings", siblings.plots());
    page.put("besideRadii", siblings.radii().isEmpty() ? null : Map.of("rows", siblings.radii()));
    page.put(
        "line",
        portrait.line() == null
            ? null
            : Map.of("rows", siblings.phases(), "networks", siblings.networks()));
    page.put("gradientLeftOut", memory.leftOut());
    page.put("radii", memory.radii());
    return PageTemplate.fill("dynamics.html", page);
  }
}
