/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* Gephi's own importer opens a file, as "File, Open" does, and says what came in:
 *
 *     java -cp gephi-toolkit-0.10.1-all.jar tell_Gephi.java FILE  ->  nodes 12 edges 14 labels 26 issues 0 from 2031-02-28 */
import java.io.File;
import org.gephi.graph.api.DirectedGraph;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeDirectionDefault;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

class tell_Gephi {
  public static void main(String[] args) throws Exception {
    ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
    projects.newProject();
    Workspace workspace = projects.getCurrentWorkspace();
    ImportController importer = Lookup.getDefault().lookup(ImportController.class);
    Container container = importer.importFile(new File(args[0]));
    container.getLoader().setEdgeDefault(EdgeDirectionDefault.DIRECTED);
    importer.process(container, new DefaultProcessor(), workspace);
    int issues = 0;
    for (Issue issue : (Iterable<Issue>) () -> container.getReport().getIssues(100)) {
      issues++;
      System.err.println(issue.getLevel() + " " + issue.getMessage());
    }
    DirectedGraph graph = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace).getDirectedGraph();
    int labels = 0;
    for (Node node : graph.getNodes()) if (node.getLabel() != null && !node.getLabel().isEmpty()) labels++;
    for (Edge edge : graph.getEdges()) {
      if (edge.getLabel() != null && !edge.getLabel().isEmpty()) labels++;
      System.err.println(edge.getSource().getLabel() + " | " + edge.getLabel() + " | " + edge.getTarget().getLabel());
    }
    double begins = graph.getModel().getTimeBounds().getLow(); // of the timeline, milliseconds
    String from = Double.isInfinite(begins) ? "ever" : java.time.Instant.ofEpochMilli((long) begins).toString().substring(0, 10);
    System.out.println("nodes " + graph.getNodeCount() + " edges " + graph.getEdgeCount() + " labels " + labels + " issues " + issues + " from " + from);
  }
}
