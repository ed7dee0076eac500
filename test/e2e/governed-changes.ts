/** The four out-of-band changes of the page this product was specified from, by three managers: arguments of kubectl. */
export function governedChanges(namespace: string, name = 'test-nginx'): readonly (readonly string[])[] {
  const patch = (kind: string, manager: string, path: string, value: number): readonly string[] => [
    '-n',
    namespace,
    'patch',
    kind,
    name,
    `--field-manager=${manager}`,
    '--type=json',
    '-p',
    JSON.stringify([{op: 'replace', path, value}]),
  ];
  return [
    patch('hpa', 'kubectl-patch', '/spec/minReplicas', 4),
    patch('hpa', 'kubectl-patch', '/spec/maxReplicas', 16),
    patch('hpa', 'capacity-tool', '/spec/metrics/0/resource/target/averageUtilization', 85),
    patch('service', 'kubectl-edit', '/spec/ports/0/port', 8080),
  ];
}

export function governedFindings(name = 'test-nginx'): string[] {
  return [
    `HorizontalPodAutoscaler/${name} spec.maxReplicas: 12 → 16 (kubectl-patch)`,
    `HorizontalPodAutoscaler/${name} spec.metrics[0].resource.target.averageUtilization: 65 → 85 (capacity-tool)`,
    `HorizontalPodAutoscaler/${name} spec.minReplicas: 6 → 4 (kubectl-patch)`,
    `Service/${name} spec.ports[name=http].port: 80 → 8080 (kubectl-edit)`,
  ];
}
