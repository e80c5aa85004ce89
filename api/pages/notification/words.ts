import { pageWords } from '../frame/page-words.ts';

export const WORDS = pageWords(
  {
    intro: '与您有关的订单进展和到期提醒，最近的在前。',
    allRead: '全部标为已读',
    unreadOne: '未读',
    list: '消息列表',
    noneYet: '还没有消息',
    noneText: '订单有进展、轮到您处理或期限临近时，会在这里告诉您。',
    toOrders: '查看订单列表',
    preferences: '通知设置',
    all: '全部',
    onlyUnread: '未读',
    byRead: '按是否已读筛选',
    noneUnread: '没有未读消息',
  },
  {
    intro: 'Progress of your orders and deadlines, latest first.',
    allRead: 'Mark all as read',
    unreadOne: 'Unread',
    list: 'Notifications',
    noneYet: 'Nothing yet',
    noneText: 'When an order moves on, waits for you or comes near a deadline, you are told here.',
    toOrders: 'See the orders',
    preferences: 'Notification settings',
    all: 'All',
    onlyUnread: 'Unread',
    byRead: 'By whether it is read',
    noneUnread: 'Nothing unread',
  },
);
