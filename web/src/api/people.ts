import { client, ok } from './client'
import type * as T from './types'

export const getSession = (): Promise<T.Session> => ok(client.GET('/api/session'))
export const signIn = (email: string, password: string): Promise<T.Session> =>
  ok(client.POST('/api/session', { body: { email, password } }))
export const signOut = async (): Promise<void> => void (await ok(client.DELETE('/api/session')))
export const rename = (name: string): Promise<T.Session> => ok(client.PATCH('/api/session', { body: { name } }))
export const changePassword = async (current: string, next: string): Promise<void> =>
  void (await ok(client.PUT('/api/session/password', { body: { current, next } })))
export const setUp = (body: { token: string; name: string; email: string; password: string }): Promise<T.Session> =>
  ok(client.POST('/api/setup', { body }))

export const getInvitation = (token: string): Promise<T.InvitationInfo> =>
  ok(client.GET('/api/invitations/{token}', { params: { path: { token } } }))
export const acceptInvitation = (
  token: string,
  body: { name?: string; email?: string; password?: string },
): Promise<{ session: T.Session; projectId: number }> =>
  ok(client.POST('/api/invitations/{token}', { params: { path: { token } }, body }))

export const listTokens = (): Promise<T.ApiToken[]> => ok(client.GET('/api/tokens'))
export const createToken = (body: {
  name: string
  scopes: T.Scope[]
  projectId?: number
  expiresInDays?: number
}): Promise<{ token: string; details: T.ApiToken }> => ok(client.POST('/api/tokens', { body }))
export const revokeToken = async (tokenId: number): Promise<void> =>
  void (await ok(client.DELETE('/api/tokens/{tokenId}', { params: { path: { tokenId } } })))

export const listMembers = (projectId: number): Promise<T.Member[]> =>
  ok(client.GET('/api/projects/{projectId}/members', { params: { path: { projectId } } }))
export const changeRole = (projectId: number, personId: number, role: T.Role): Promise<T.Member> =>
  ok(client.PATCH('/api/projects/{projectId}/members/{personId}', { params: { path: { projectId, personId } }, body: { role } }))
export const removeMember = async (projectId: number, personId: number): Promise<void> =>
  void (await ok(client.DELETE('/api/projects/{projectId}/members/{personId}', { params: { path: { projectId, personId } } })))
export const listInvitations = (projectId: number): Promise<T.Invitation[]> =>
  ok(client.GET('/api/projects/{projectId}/invitations', { params: { path: { projectId } } }))
export const invite = (
  projectId: number,
  body: { role: T.Role; expiresInDays?: number; maxUses?: number },
): Promise<{ link: string; details: T.Invitation }> =>
  ok(client.POST('/api/projects/{projectId}/invitations', { params: { path: { projectId } }, body }))
export const withdrawInvitation = async (projectId: number, invitationId: number): Promise<void> =>
  void (await ok(
    client.DELETE('/api/projects/{projectId}/invitations/{invitationId}', { params: { path: { projectId, invitationId } } }),
  ))
