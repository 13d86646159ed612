// Reads simulations as JSON lines on standard input; prints the peer's verdict for each, or what it finds wrong.
import { createInterface } from 'node:readline'
import { runSimulation } from '@cloud-copilot/iam-simulate'

for await (const line of createInterface({ input: process.stdin })) {
  const result = await runSimulation(JSON.parse(line), {})
  console.log(result.resultType === 'error' ? JSON.stringify(result.errors) : result.overallResult)
}
